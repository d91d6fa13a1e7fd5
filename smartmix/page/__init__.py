"""The web page of `smartmix serve`: NiceGUI and ECharts; its modules are imported only by that verb."""

#: Where to serve when nobody says otherwise.
HOST, PORT = "127.0.0.1", 8080
