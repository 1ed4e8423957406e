// Lint, and the walls between the rooms (docs/architecture.md#walls).
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import { packageOf, rooms, testing, walls } from './rooms.config.ts'
import { boundedWait } from './scripts/checks/lint/bounded-wait.ts'
import { readScriptsOnly } from './scripts/checks/lint/vue-scripts.ts'

readScriptsOnly()

const ban = (regex, message) => ({ regex, message })
const names = rooms.map(packageOf)

/** What no file may import, whichever room it is in. */
const everywhere = [
  ban(
    `^(\\.\\./)+(${names.filter((name) => name !== 'harness').join('|')})(/|$)`,
    'Import another room by its package name, never by a relative path.',
  ),
  {
    regex: '^vitest$',
    importNames: ['it'],
    message: 'test(…), as Playwright has it.',
  },
]
const sqliteOnce = ban(
  '^(sqlite3|node:sqlite)$',
  'SQLite is loaded in journal/src/binding and nowhere else; speak to journal/src/database.ts.',
)
const noElectron = ban('^electron$', 'Only kiosk/shell knows Electron.')
const noNode = ban('^node:', 'Runs in a browser.')

/** Lint's form of a wall of rooms.config.ts: for all files under it, and what its tests may import besides. */
function wall({ folder, ...rest }) {
  const tests = { ...rest, folder, imports: [...rest.imports, ...testing] }
  return [
    { files: [`${folder}/**`], rules: closedTo({ folder, ...rest }) },
    { files: [`${folder}/**/*.test.ts`, `${folder}/**/test/**`], rules: closedTo(tests) },
  ]
}

function closedTo({ folder, imports, browser = false, closed = [], why = '' }) {
  const own = names.find((name) => folder === name || folder.startsWith(`${name}/`))
  const banned = names.filter((name) => !imports.includes(name) && !(name === own && closed.length === 0))
  const patterns = [
    ban(`^@service-hall/(${banned.join('|')})(/|$)`, 'This wall is closed; see docs/architecture.md.'),
    sqliteOnce,
    ...everywhere,
    ...(browser ? [noNode] : []),
    ...(folder === 'kiosk/shell' ? [] : [noElectron]),
    ...closed.map((other) => ban(`^(\\.\\./)+${other}(/|$)`, why)),
  ]
  return { 'no-restricted-imports': ['error', { patterns }] }
}

const moduleConst =
  ':matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind="const"] > VariableDeclarator[id.name=/^[a-z]/]'
/** Fixed values of a module are UPPER_CASE; a component's are its own. */
const constants = [
  '[init.type="Literal"]:not([init.regex])',
  '[init.typeAnnotation.typeName.name="const"]',
].map((init) => ({ selector: moduleConst + init, message: 'Fixed values of a module are UPPER_CASE.' }))
/** `in` finds what every object knows by itself: `'constructor' in table`. */
const ownOnly = {
  selector: 'BinaryExpression[operator="in"][left.type="Identifier"]',
  message: 'Object.hasOwn(…): a word from outside may be one that every object knows.',
}
/** SQL lives in journal/ and in files named store.ts; its verbs in capitals give it away. */
const sql = ['Literal[value=', 'TemplateElement[value.raw='].map((node) => ({
  selector: `${node}/^\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) /]`,
  message: 'SQL appears only in journal/ and in files named store.ts.',
}))

export default ts.config(
  {
    ignores: ['**/node_modules/', '**/dist/', '.cache/', 'data/', 'release/', 'e2e/output/', 'test-results/'],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
    },
  },
  // Components; the rules that ask for types go over all other code by oxlint (.oxlintrc.json), which reads no components.
  {
    files: ['**/*.vue'],
    languageOptions: {
      parserOptions: {
        parser: ts.parser,
        projectService: true,
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...Object.assign({}, ...ts.configs.recommendedTypeCheckedOnly.map(({ rules }) => rules)),
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  // Preloads, before there are modules.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },

  {
    files: ['**/*.{ts,vue}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [sqliteOnce, ...everywhere] }] },
  },
  ...walls.flatMap(wall),
  {
    files: ['journal/src/binding/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: everywhere }] },
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
  { files: ['**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...constants, ownOnly] } },
  {
    files: ['**/*.ts', '**/*.vue'],
    ignores: ['journal/**', '**/store.ts', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...constants, ownOnly, ...sql] },
  },
  {
    // What runs for a customer gives up by its clock, and shows that; these have only a person to tell.
    files: [
      '**/*.test.ts',
      '**/test/**/*.ts',
      'e2e/**/*.ts',
      'bench/**/*.ts',
      'scripts/**/*.ts',
      'drivers/simulators/**/*.ts',
    ],
    plugins: { house: { rules: { 'bounded-wait': boundedWait } } },
    rules: { 'house/bounded-wait': 'error' },
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
