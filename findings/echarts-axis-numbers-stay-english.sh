#!/usr/bin/env bash
# ECharts 6.0.0: a locale registered with a decimal comma changes words and dates, but the numbers on a value axis keep
# English commas for thousands, so a Dutch reader takes 329,918 for a third of a thousand. SmartMix writes the numbers on its axes and
# tooltips itself.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
npm install --silent --no-fund --no-audit "echarts@6.0.0" >/dev/null
node - <<'JAVASCRIPT'
const echarts = require("echarts");
echarts.registerLocale("NL", { time: { month: ["januari"], monthAbbr: ["jan"], dayOfWeek: ["zondag"], dayOfWeekAbbr: ["zo"] } });
const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 400, height: 300, locale: "NL" });
chart.setOption({ animation: false, xAxis: { type: "category", data: ["a"] }, yAxis: { type: "value" },
  series: [{ type: "bar", data: [329918] }] });
const numbers = chart.renderToSVGString().match(/>[0-9][0-9.,]*</g).map((text) => text.slice(1, -1));
console.log(numbers);
chart.dispose();
process.exit(numbers.some((text) => /^\d+,\d{3}$/.test(text)) ? 0 : 1);
JAVASCRIPT
