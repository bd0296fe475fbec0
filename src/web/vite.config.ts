import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Builds the browser program into dist/web; `vite` alone serves it while one works on it, with the API of a host on port 3000. */
export default defineConfig({
  root: here,
  plugins: [vue(), ownStyles(), compressed()],
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    // nothing inline: the page's content security policy allows no script in the page
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: { checks: { pluginTimings: false } },
    reportCompressedSize: false,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/v2', '/docs', '/openapi.json'].map((path) => [path, { target: 'http://127.0.0.1:3000' }]),
    ),
  },
});

/** Each component brings its own styles: a page loads those of what it shows, not of all that the library has. */
function ownStyles(): Plugin {
  return {
    name: 'element-plus-styles',
    enforce: 'post',
    transform(code, id) {
      if (!id.startsWith(here)) return undefined;
      const names = [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*['"]element-plus['"]/g)]
        .flatMap(([, list = '']) => list.split(','))
        .map((name) =>
          /^\s*El([A-Z]\w*)/
            .exec(name)?.[1]
            ?.replace(/(?<=.)[A-Z]/g, '-$&')
            .toLowerCase(),
        )
        .filter((name) => name !== undefined);
      const styles = names.map((name) => `import 'element-plus/es/components/${name}/style/css';\n`);
      return styles.length > 0 ? { code: styles.join('') + code, map: null } : undefined;
    },
  };
}

/** A compressed twin beside each text file, so that the host compresses nothing while it serves. */
function compressed(): Plugin {
  let outDir = '';
  return {
    name: 'compressed-twins',
    apply: 'build',
    configResolved({ build }) {
      outDir = build.outDir;
    },
    closeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
        writeFileSync(`${path}.gz`, gzipSync(bytes));
      }
    },
  };
}
