#!/usr/bin/env bash
# ECharts 6.0.0: the usual band (a hidden line at the lower end, an area stacked on it) is drawn in the wrong place where
# the lower end is below zero: only values of one sign are stacked. A range of -10 to 5 (height 15) is shown as 0 to 15; with
# `stackStrategy: "all"` it is right. SmartMix sets that on its bands (`smartmix/page/parts/charts.py`).
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
npm install --silent --no-fund --no-audit "echarts@6.0.0" >/dev/null
node - <<'JAVASCRIPT'
const echarts = require("echarts");
function band(extra) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 400, height: 400 });
  const line = { type: "line", stack: "band", symbol: "none", ...extra };
  chart.setOption({ animation: false, grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: "category", data: ["2029", "2030"], show: false }, yAxis: { type: "value", min: -20, max: 20, show: false },
    series: [{ ...line, data: [-10, -10] }, { ...line, areaStyle: {}, data: [15, 15] }] });
  const area = chart.renderToSVGString().match(/<path d="(M[^"]*Z)"/)[1];
  chart.dispose();
  const heights = area.match(/[\d.]+ ([\d.]+)/g).map((pair) => 20 - Number(pair.split(" ")[1]) / 10);
  return [Math.min(...heights), Math.max(...heights)];
}
const usual = band({}), all = band({ stackStrategy: "all" });
console.log("asked: [ -10, 5 ], drawn:", usual, "with stackStrategy all:", all);
process.exit(String(usual) === "0,15" && String(all) === "-10,5" ? 0 : 1);
JAVASCRIPT
