"""The evaluation of understanding and curation: what people say, judged by the catalogue's own facts (`make eval`)."""
