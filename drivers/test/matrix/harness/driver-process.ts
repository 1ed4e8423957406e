// A driver in a process of its own, for the harness to kill: node driver-process.ts FILE TITLE URL CONTROL-PORT
import { openControlClient } from '../../control-client.ts'
import type { Said } from './entry.ts'
import { findEntry } from './entries.ts'
import { wordsOf } from './rig.ts'

/** What the process tells its parent. */
export type FromDriver = { status?: string; n?: number; said?: Said }

const [file = '', title = '', url = '', controlPort = ''] = process.argv.slice(2)
const entry = await findEntry(file, title)
const driven = entry.drive(url, { backOffMs: [20, 40, 80] })
const control = await openControlClient(Number(controlPort))
const tell = (message: FromDriver) => process.send?.(message)

driven.device.onStatus((status) => tell({ status: wordsOf(status) }))
process.on('message', (message: { probe: number }) => {
  void driven.probe(message.probe, control).then((said) => tell({ n: message.probe, said }))
})
process.on('disconnect', () => process.exit())
driven.device.start()
