"""The page on which a mix is built."""
