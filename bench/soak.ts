// Soak tests: `npm run -s soak -- calls|clocks-of-machines|crash|directives|files|frames|links|payments|powercut|printing|uplink [--json]`. See README.md.
import { parseArgs } from 'node:util'
import { ensurePackages } from '@service-hall/harness/machine'
import { runSeed } from '@service-hall/harness/random'
import { soakCalls } from './soak/calls.ts'
import { soakClocks } from './soak/clocks-of-machines.ts'
import { soakCrash } from './soak/crash.ts'
import { soakDirectives } from './soak/directives.ts'
import { soakFiles } from './soak/files.ts'
import { soakFrames } from './soak/frames.ts'
import { isFlat, soakLinks } from './soak/links.ts'
import { replayPayments, soakPayments } from './soak/payments.ts'
import { soakPowercut } from './soak/powercut.ts'
import { ensureShim } from './soak/powercut/shim.ts'
import { soakPrinting } from './soak/printing.ts'
import { soakEngines } from './soak/uplink-engines.ts'

const USAGE = `npm run -s soak -- calls [--calls 100000] [--counters 32] [--seed N] [--json]
npm run -s soak -- clocks-of-machines [--days 14] [--seed N] [--json]
npm run -s soak -- crash [--runs 200] [--seed N] [--json]
npm run -s soak -- directives [--steps 3000] [--seed N] [--json]
npm run -s soak -- files [--edits 2000] [--seed N] [--json]
npm run -s soak -- frames [--bytes 10000000] [--seed N] [--json]
npm run -s soak -- links [--cycles 1000] [--json]
npm run -s soak -- payments [--orders 200000] [--seed N] [--json]    --seed alone: that hall again, with what went wrong
npm run -s soak -- powercut [--runs 200] [--seed N] [--synchronous-normal] [--json]    the last: to see it fail
npm run -s soak -- printing [--jobs 5000] [--seed N] [--json]
npm run -s soak -- uplink [--halls 50] [--steps 400] [--engine both|sqlite|postgres] [--seed N] [--json]

  --json   print the result only, as one JSON object; progress goes to stderr in any case`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    calls: { type: 'string', default: '100000' },
    counters: { type: 'string', default: '32' },
    days: { type: 'string', default: '14' },
    runs: { type: 'string', default: '200' },
    edits: { type: 'string', default: '2000' },
    bytes: { type: 'string', default: '10000000' },
    cycles: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: '5000' },
    orders: { type: 'string' },
    halls: { type: 'string', default: '50' },
    steps: { type: 'string' },
    engine: { type: 'string', default: 'both' },
    seed: { type: 'string' },
    'synchronous-normal': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(`${USAGE}\n`)
  process.exit(0)
}
const began = performance.now()
const say = (line: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stderr.write(`${seconds.padStart(6)} s  ${line}\n`)
}

const seed = (): number => runSeed(say, values.seed === undefined ? undefined : Number(values.seed))

switch (positionals[0]) {
  case 'calls': {
    const result = await soakCalls({
      calls: Number(values.calls),
      counters: Number(values.counters),
      seed: seed(),
      say,
    })
    print(result, result.lost + result.doubled === 0)
    break
  }
  case 'clocks-of-machines': {
    const result = await soakClocks({ days: Number(values.days), seed: seed(), say })
    const { jumps: _jumps, ...faults } = result
    print(
      result,
      Object.values(faults).every((count) => count === 0),
    )
    break
  }
  case 'crash': {
    const result = await soakCrash({ runs: Number(values.runs), seed: seed(), say })
    print(result, result.lost + result.numbersDoubled === 0)
    break
  }
  case 'directives': {
    const result = await soakDirectives({ steps: Number(values.steps ?? 3_000), seed: seed(), say })
    const { repeated, disagreed, factsOff, alertsLeft, drifted, errors } = result
    print(result, repeated + disagreed + factsOff + alertsLeft + drifted + errors === 0)
    break
  }
  case 'files': {
    const result = await soakFiles({ edits: Number(values.edits), seed: seed(), say })
    print(result, result.unreachable + result.crashes === 0)
    break
  }
  case 'frames': {
    const { isWell, ...result } = soakFrames({ bytes: Number(values.bytes), seed: seed(), say })
    print(result, isWell)
    break
  }
  case 'payments': {
    const result =
      values.seed !== undefined && values.orders === undefined
        ? await replayPayments(seed(), say)
        : await soakPayments({ orders: Number(values.orders ?? 200_000), seed: seed(), say })
    print(result, result.violations === 0)
    break
  }
  case 'powercut': {
    const shim = await ensureShim({ say, mayInstall: true })
    if ('missing' in shim) {
      process.stderr.write(`${shim.missing}\n`)
      process.exit(2)
    }
    const result = await soakPowercut({
      runs: Number(values.runs),
      seed: seed(),
      shim: shim.path,
      isWeak: values['synchronous-normal'],
      say,
    })
    print(result, result.lost + result.unbalanced + result.unowned === 0)
    break
  }
  case 'printing': {
    await ensureTerminals()
    const { isWell, ...result } = await soakPrinting({ jobs: Number(values.jobs), seed: seed(), say })
    print(result, isWell)
    break
  }
  case 'links': {
    await ensureTerminals()
    const result = await soakLinks({ cycles: Number(values.cycles), say })
    print(result, isFlat(result))
    break
  }
  case 'uplink': {
    const amounts = { halls: Number(values.halls), steps: Number(values.steps ?? 400) }
    const result = await soakEngines(values.engine, { ...amounts, seed: seed(), say })
    print(result, result.lost + result.doubled + result.rollupDifferences === 0)
    break
  }
  default:
    process.stderr.write(`${USAGE}\n`)
    process.exit(2)
}

/** Pseudo-terminals are made by socat, which a fresh machine has not. */
async function ensureTerminals(): Promise<void> {
  const packages = await ensurePackages(say)
  if (!packages.ok) say(packages.help)
}

function print(result: object, isWell: boolean): void {
  say(isWell ? 'all is well' : 'NOT WELL')
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`)
  process.exit(isWell ? 0 : 1)
}
