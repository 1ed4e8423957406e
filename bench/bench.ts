// Measurements: `npm run -s bench -- hall [--json]`. See README.md.
import { parseArgs } from 'node:util'
import { buildStale } from '../scripts/lib/build.ts'
import { bundles } from '../scripts/lib/bundles.ts'
import { ensurePackages } from '../scripts/lib/ensure.ts'
import { PARTS, benchHall } from './hall/all.ts'

const USAGE = `npm run -s bench -- hall [--only ${PARTS.join(',')}] [--repeats 5] [--seconds 1.5] [--json]

  --only     some figures instead of all
  --repeats  how often each is measured; the median counts
  --seconds  length of one measurement of the ticket rate
  --json     print the result only, as one line of JSON; progress goes to stderr in any case`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    repeats: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1.5' },
    json: { type: 'boolean', default: false },
  },
})
const wanted = values.only?.split(',') ?? PARTS
const only = PARTS.filter((part) => wanted.includes(part))
if (positionals[0] !== 'hall' || only.length !== wanted.length) {
  process.stderr.write(`${USAGE}\n`)
  process.exit(2)
}
const say = (line: string): void => void process.stderr.write(`${line}\n`)
// Pages, kiosk, Chromium and Xvfb: a fresh checkout has none of them yet.
const packages = await ensurePackages(say)
if (!packages.ok) say(packages.help)
await buildStale(bundles)
const figures = await benchHall(
  { repeats: Number(values.repeats), seconds: Number(values.seconds), say },
  only,
)
process.stdout.write(`${JSON.stringify(figures, null, values.json ? 0 : 2)}\n`)
process.exit(0)
