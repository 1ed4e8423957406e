// A simulated device of any kind: npm run simulate -- KIND --profile P --link pty:/tmp/printer --fault late,ms=500
import { OPTIONS_HELP } from '../simulators/lib/options.ts'
import { simulatorHelp } from './simulator-help.ts'
import { simulatedProfiles, simulatorFile, simulatorFiles } from './simulator-kinds.ts'

const kinds = simulatedProfiles().map(([kind, profiles]) => `  ${kind.padEnd(16)}${profiles.join(', ')}`)

const options = `${OPTIONS_HELP.replace(/\n {2}--console.*\n/, '\n').replace('with --console: ', '')}
  --no-console     for programs: prints one line of JSON and reads nothing`

const usage = `npm run simulate -- KIND [options]

Plays a device on a serial line (a pseudo-terminal) or a TCP port, prints what happens, and takes requests from
standard input: JSON as on its control channel, "fault NAME[,key=value…]", "cure", "quit".

Kinds and their profiles:
${kinds.join('\n')}
Besides: bus, several devices on one RS-485 line; pcsc-card, a card in a virtual reader of the PC/SC service.

npm run simulate -- KIND --help names the requests and faults of one.

Options:
${options}

Faults of every line: silence, deaf, unplug, stall, noise, dribble, garble, merge, duplicate, late (ms=); those that
answer, where their protocol has such: badCheck, overLong, nak. Details: afterBytes=, afterBytesOut=, times=.

Examples:
  npm run simulate -- printer --profile epson --link pty:/tmp/printer --fault paperOut,line=3
  npm run simulate -- ratingPad --link tcp:9102 --script evening.yaml

A script is a list:
  - { at: 2s, fault: silence }
  - { at: 5s, cure: true }
  - { at: 6s, ask: { press: 5 } }`

const [kind, ...rest] = process.argv.slice(2)
if (kind === undefined || kind === '--help') {
  console.log(usage)
  process.exitCode = kind === undefined ? 2 : 0
} else if (rest.includes('--help')) {
  explain(kind)
} else {
  await simulate(kind)
}

function profileOf(options: readonly string[]): string | undefined {
  return options.includes('--profile') ? options[options.indexOf('--profile') + 1] : undefined
}

function explain(wanted: string): void {
  const files = simulatorFiles(wanted, profileOf(rest))
  if (files.length === 0) fail(`There is no simulator of ${JSON.stringify(wanted)}; --help names them.`)
  console.log(files.map(simulatorHelp).join('\n\n'))
  if (wanted !== 'pcsc-card') console.log(`\nOptions:\n${options}`)
}

async function simulate(wanted: string): Promise<void> {
  const file = simulatorFile(wanted, profileOf(rest))
  if (file === undefined)
    return fail(`There is no simulator of ${JSON.stringify(wanted)}; --help names them.`)
  // The card has no line of its own to show, and the reader it is in is another program.
  const isQuiet = file === 'pcsc-card' || rest.includes('--no-console')
  const given = isQuiet ? rest.filter((option) => option !== '--no-console') : [...rest, '--console']
  process.argv.splice(2, Infinity, ...given)
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
