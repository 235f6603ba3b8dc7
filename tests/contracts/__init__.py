"""What every port promises, on our double and on every real adapter."""
