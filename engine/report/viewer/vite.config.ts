import { createHash } from "node:crypto";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The content security policy allows the one style and the one script by their hashes; both must be there once. */
function hashes(): Plugin {
  return {
    name: "copse-hashes",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("no page was built");
        let html = String(page.source);
        const parts = { style: /<style[^>]*>([\s\S]*?)<\/style>/g, script: /<script type="module"[^>]*>([\s\S]*?)<\/script>/g };
        for (const [name, pattern] of Object.entries(parts)) {
          const found = [...html.matchAll(pattern)];
          if (found.length !== 1) throw new Error(`${found.length} elements of ${name}, not one`);
          html = html.replace(`{{hash:${name}}}`, () => sha256(found[0]![1]!));
        }
        page.source = html;
      },
    },
  };
}

export default defineConfig({
  plugins: [viteSingleFile({ removeViteModuleLoader: true }), hashes()],
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } } },
  build: { target: "es2020", modulePreload: false, reportCompressedSize: false },
});
