"""A stand-in for Discord: REST and gateway on one local port, driven by what people do and read by what they see."""
