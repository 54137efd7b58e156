import js from "@eslint/js";

const names = (list) => Object.fromEntries(list.split(" ").map((name) => [name, "readonly"]));

export default [
  js.configs.recommended,
  {
    languageOptions: {
      globals: names("atob Blob clearInterval clearTimeout CSS DecompressionStream devicePixelRatio document getComputedStyle history Image localStorage location matchMedia"
        + " navigator Node performance requestAnimationFrame ResizeObserver Response setInterval setTimeout URL vis window XMLSerializer"),
    },
  },
  { files: ["build.mjs"], languageOptions: { globals: names("console process") } },
];
