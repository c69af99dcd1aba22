// Styles: the standard rules, and only features that the oldest browsers in package.json have.
import { createRequire } from "node:module";

const tools = createRequire(new URL("../.tools/node/package.json", import.meta.url));
const { browserslist } = createRequire(import.meta.url)("./package.json");

export default {
  extends: [tools.resolve("stylelint-config-standard")],
  plugins: [tools.resolve("stylelint-no-unsupported-browser-features")],
  ignoreFiles: ["staticfiles/**"],
  reportNeedlessDisables: true,
  rules: {
    "plugin/no-unsupported-browser-features": [
      true,
      { browsers: browserslist, ignorePartialSupport: true, severity: "error" },
    ],
    // `width >= 40em` is younger than Safari 15
    "media-feature-range-notation": "prefix",
    // a blank line is for people to place
    "declaration-empty-line-before": null,
    "custom-property-empty-line-before": null,
    "no-descending-specificity": null,
  },
};
