// Lint, and the walls between the rooms (docs/architecture.md#walls).
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

/** No room reaches into another by a relative path; rooms meet through package names only. */
const otherRooms = {
  regex: '^(\\.\\./)+(contract|journal|drivers|kiosk|hall-server|console)(/|$)',
  message: 'Import another room by its package name, never by a relative path.',
}
const roomPackages = ['contract', 'journal', 'drivers', 'hall-server', 'kiosk', 'console']
const sqliteOnce = {
  regex: '^sqlite3$',
  message: 'sqlite3 is imported in journal/src/database.ts and nowhere else.',
}

/** A wall: files of a room may import only the named packages of ours (plus extra bans). */
function wall(files, allowed, extra = []) {
  const banned = roomPackages.filter((room) => !allowed.includes(room))
  const patterns = [
    {
      regex: `^@service-hall/(${banned.join('|')})(/|$)`,
      message: 'This wall is closed; see docs/architecture.md.',
    },
    otherRooms,
    sqliteOnce,
    ...extra,
  ]
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } }
}
const ban = (regex, message) => ({ regex, message })
const noElectron = ban('^electron$', 'Only kiosk/shell knows Electron.')
const noNode = ban('^node:', 'Screens run in a browser.')

export default ts.config(
  {
    ignores: ['**/node_modules/', '**/dist/', '.cache/', 'data/', 'release/', 'e2e/output/', 'test-results/'],
  },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
    },
  },
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: ts.parser } } },
  { files: ['**/*.{js,mjs,cjs}'], ...ts.configs.disableTypeChecked },

  wall(['contract/**'], [], [ban('^node:', 'contract runs on both sides of the wire.')]),
  wall(['journal/**'], []),
  wall(['drivers/**'], []),
  wall(['drivers/simulators/**'], [], [ban('^(\\.\\./)+src', 'Simulators share no code with the drivers.')]),
  wall(['kiosk/agent/**'], ['contract', 'journal', 'drivers'], [noElectron]),
  wall(['kiosk/shell/**'], ['contract']),
  wall(
    ['kiosk/screen/**'],
    ['contract'],
    [
      noElectron,
      noNode,
      ban('^(\\.\\./)+(agent|shell)/', 'The screen knows the agent by the contract only.'),
    ],
  ),
  wall(
    ['hall-server/web/**'],
    ['contract'],
    [noElectron, noNode, ban('^(\\.\\./)+src/', 'Pages know the server by the contract only.')],
  ),
  wall(
    ['hall-server/src/**'],
    ['contract', 'journal'],
    [noElectron, ban('^(\\.\\./)+web/', 'The server serves pages, it does not import them.')],
  ),
  {
    files: ['journal/src/database.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [otherRooms] }] },
  },
  {
    files: ['**/state.ts', '**/decide.ts', 'contract/src/**/*.ts', 'hall-server/src/*/decide/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in through the context.' },
        { object: 'Math', property: 'random', message: 'Randomness comes in through the context.' },
        { object: 'crypto', property: 'randomUUID', message: 'Ids come in through the context.' },
        { object: 'performance', property: 'now', message: 'Time comes in through the context.' },
      ],
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval'],
    },
  },
  {
    // SQL lives in journal/ and in files named store.ts; its verbs in capitals give it away.
    files: ['**/*.ts', '**/*.vue'],
    ignores: ['journal/**', '**/store.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Literal[value=/^\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) /]',
          message: 'SQL appears only in journal/ and in files named store.ts.',
        },
        {
          selector: 'TemplateElement[value.raw=/^\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) /]',
          message: 'SQL appears only in journal/ and in files named store.ts.',
        },
      ],
    },
  },
  {
    // Playwright's fixtures take an object pattern first, also where nothing is taken from it.
    files: ['e2e/fixtures/**'],
    rules: { 'no-empty-pattern': 'off' },
  },
  {
    files: ['**/*.test.ts', 'e2e/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
)
