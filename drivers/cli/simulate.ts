// A simulated device of any kind: npm run simulate -- KIND --profile P --link pty:/tmp/printer --fault late,ms=500
import { optionsHelp } from '../simulators/lib/options.ts'
import { simulatorFile, simulatorKinds } from './simulator-kinds.ts'

const kinds = Object.entries(simulatorKinds).map(([kind, files]) => {
  const profiles = files.flatMap((one) => one.profiles)
  return `  ${kind.padEnd(16)}${profiles.join(', ')}`
})

const usage = `npm run simulate -- KIND [options]

Plays a device on a serial line (a pseudo-terminal) or a TCP port, prints what happens, and takes requests from
standard input: JSON as on its control channel, "fault NAME[,key=value…]", "cure", "quit".

Kinds and their profiles:
${kinds.join('\n')}

Options:
${optionsHelp.replace(/\n {2}--console.*\n/, '\n').replace('with --console: ', '')}
  --no-console     for programs: prints one line of JSON and reads nothing

Faults of every device: silence, deaf, unplug, stall, noise, dribble, garble, merge, duplicate, late (ms=); those with
a checksum: badCheck, overLong, nak. Details: afterBytes=, afterBytesOut=, times=. Others are named in docs/devices.md.

Examples:
  npm run simulate -- printer --profile epson --link pty:/tmp/printer --fault paperOut,line=3
  npm run simulate -- ratingPad --link tcp:9102 --script evening.yaml

A script is a list:
  - { at: 2s, fault: silence }
  - { at: 5s, cure: true }
  - { at: 6s, ask: { press: 5 } }`

const [kind, ...rest] = process.argv.slice(2)
if (kind === undefined || kind === '--help' || rest.includes('--help')) {
  console.log(usage)
  process.exitCode = kind === undefined ? 2 : 0
} else {
  await simulate(kind)
}

async function simulate(wanted: string): Promise<void> {
  const profile = rest[rest.indexOf('--profile') + 1]
  const file = simulatorFile(wanted, rest.includes('--profile') ? profile : undefined)
  if (file === undefined)
    return fail(`There is no simulator of ${JSON.stringify(wanted)}; --help names them.`)
  const options = rest.includes('--no-console')
    ? rest.filter((option) => option !== '--no-console')
    : [...rest, '--console']
  process.argv.splice(2, Infinity, ...options)
  try {
    await import(new URL(`../simulators/${file}.ts`, import.meta.url).href)
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}
