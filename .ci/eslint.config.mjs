// Scripts: only what the oldest browsers in package.json can do, and functions that can be read. Types and
// unknown or unused names are tsc's business (jsconfig.json).
import { createRequire } from "node:module";

const tools = createRequire(new URL("../.tools/node/package.json", import.meta.url));
const { browserslist } = createRequire(import.meta.url)("./package.json");
const compat = tools("eslint-plugin-compat");
const globals = tools("globals");

export default [
  { ignores: [".tools/**", ".venv/**", "staticfiles/**"] },
  {
    files: ["static/js/**/*.js"],
    languageOptions: {
      ecmaVersion: 2020, // newer syntax is a parse error
      sourceType: "module",
      globals: globals.browser,
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { compat: compat.default ?? compat },
    settings: { targets: browserslist, lintAllEsApis: true },
    rules: {
      "compat/compat": "error",

      // size: the numbers of CONTRIBUTING.md
      complexity: ["error", 15],
      "max-depth": ["error", 3],
      "max-lines": ["error", { max: 600, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],

      // likely mistakes
      eqeqeq: "error",
      "no-await-in-loop": "off", // the outbox sends in order
      "no-console": "error",
      "no-constant-binary-expression": "error",
      "no-else-return": "error",
      "no-implicit-coercion": "error",
      "no-promise-executor-return": "error",
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-unreachable": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "require-atomic-updates": "error",

      // security: no text of anybody's becomes code or markup
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
          property,
          message: "Build nodes and set textContent.",
        })),
        { object: "document", property: "write", message: "Build nodes and set textContent." },
      ],
    },
  },
];
