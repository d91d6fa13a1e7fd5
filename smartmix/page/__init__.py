"""The web page of `smartmix serve`: NiceGUI and ECharts; imported only by that verb."""
