// Lays an invented ID card on the kiosk of a running demo: npm run card [-- old|young|unreadable|left] [--config FILE]
import { parseArgs } from 'node:util'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { reasonOf } from '@service-hall/harness/process'
import { CARDS, layCard, readerControl } from './lay-card.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { config: { type: 'string', default: 'hall-server/config/demo-hall.yaml' } },
})
const [name = 'old'] = positionals
process.exitCode = await lay(name)

async function lay(card: string): Promise<number> {
  if (!isCard(card)) {
    console.error(`There is no card "${card}": ${Object.keys(CARDS).join(', ')}.`)
    return 2
  }
  const control = readerControl(await readHallFile(inRoot(values.config)))
  if (control === null) {
    console.error('This hall has no simulated reader of ID cards.')
    return 2
  }
  try {
    await layCard(control, card)
  } catch (error) {
    console.error(`The demo does not run here (${reasonOf(error)}). Start it: npm start`)
    return 1
  }
  console.log(`On the reader lies ${CARDS[card].what}.`)
  return 0
}

function isCard(text: string): text is keyof typeof CARDS {
  return Object.hasOwn(CARDS, text)
}
