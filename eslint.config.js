import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/', 'data/', '.tap/', 'coverage/', 'dist/', 'src/web/api/schema.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs['flat/essential'],
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  // tools force a default export on their configuration files
  { files: ['*.config.js', 'src/web/vite.config.ts', '**/*.vue'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  // one word names a part where no element of HTML has that name
  { files: ['src/web/**/*.vue'], rules: { 'vue/multi-word-component-names': 'off', 'no-undef': 'off' } },
  { files: ['migrations/*.js'], languageOptions: { globals: { process: 'readonly' } } },
);
