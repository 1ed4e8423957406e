// Measurements: `npm run -s bench -- hall|drivers|hub|console|payments [--json]`. See README.md.
import { parseArgs } from 'node:util'
import { ensurePackages } from '@service-hall/harness/machine'
import { inRoot } from '@service-hall/harness/paths'
import { runNode } from '@service-hall/harness/process'
import { benchConsole } from './console/all.ts'
import { DRIVER_PARTS, benchDrivers } from './drivers/all.ts'
import { PARTS, benchHall } from './hall/all.ts'
import { HUB_PARTS, benchHub, benchHubParts } from './hub/all.ts'
import { PAYMENT_PARTS, benchPayments } from './payments/all.ts'

const USAGE = `npm run -s bench -- hall [--only ${PARTS.join(',')}] [--repeats 5] [--seconds 1.5] [--json]
npm run -s bench -- drivers [--only ${DRIVER_PARTS.join(',')}] [--json]
npm run -s bench -- hub [--only ${HUB_PARTS.join(',')}] [--halls 2000] [--dashboards 50] [--seconds 20] [--json]
npm run -s bench -- payments [--only ${PAYMENT_PARTS.join(',')}] [--json]
npm run -s bench -- console [--halls 2000] [--seconds 600] [--repeats 5] [--json]

  --only     some figures instead of all
  --repeats  how often each is measured; the median counts
  --seconds  length of one measurement: of tickets and orders (1.5), of a hub (20), of frames and memory (600)
  --json     print the result only, as one line of JSON; progress goes to stderr in any case`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    repeats: { type: 'string', default: '5' },
    seconds: { type: 'string' },
    halls: { type: 'string', default: '2000' },
    dashboards: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(`${USAGE}\n`)
  process.exit(0)
}
const say = (line: string): void => void process.stderr.write(`${line}\n`)

switch (positionals[0]) {
  case 'hall':
    print(await hall())
    break
  case 'drivers':
    print(await drivers())
    break
  case 'hub':
    print(await hub())
    break
  case 'console':
    print(await consolePage())
    break
  case 'payments':
    print(await payments())
    break
  default:
    usage()
}

async function hall() {
  const only = chosen(PARTS)
  await ensureParts()
  // Pages and kiosk: a fresh checkout has none of them yet.
  await build()
  return benchHall({ repeats: Number(values.repeats), seconds: Number(values.seconds ?? 1.5), say }, only)
}

async function payments() {
  const measureMs = Number(values.seconds ?? 1.5) * 1_000
  return benchPayments({ repeats: Number(values.repeats), measureMs, say }, chosen(PAYMENT_PARTS))
}

async function hub() {
  await ensureParts()
  const { halls, dashboards, seconds = '20' } = values
  const options = { halls: Number(halls), dashboards: Number(dashboards), seconds: Number(seconds), say }
  return values.only === undefined ? benchHub(options) : benchHubParts(options, chosen(HUB_PARTS))
}

async function consolePage() {
  await ensureParts()
  await build()
  const { halls, repeats, seconds = '600' } = values
  return benchConsole({ halls: Number(halls), repeats: Number(repeats), seconds: Number(seconds), say })
}

async function drivers() {
  const only = chosen(DRIVER_PARTS)
  await ensureParts()
  return benchDrivers(say, only)
}

async function build(): Promise<void> {
  const { code, output } = await runNode([inRoot('scripts/build/build.ts')])
  if (code !== 0) throw new Error(output)
}

/** What the machine must have: Chromium, Xvfb, socat. */
async function ensureParts(): Promise<void> {
  const packages = await ensurePackages(say)
  if (!packages.ok) say(packages.help)
}

function chosen<Part extends string>(parts: readonly Part[]): Part[] {
  const wanted: readonly string[] = values.only?.split(',') ?? parts
  const only = parts.filter((part) => wanted.includes(part))
  return only.length === wanted.length ? only : usage()
}

function usage(): never {
  process.stderr.write(`${USAGE}\n`)
  process.exit(2)
}

function print(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures, null, values.json ? 0 : 2)}\n`)
  process.exit(0)
}
