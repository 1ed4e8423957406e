import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { cleanup } from '../../../test/cleanup.ts'
import { startSimulator } from '../../../test/simulator.ts'
import { untilOnline } from '../../../test/until.ts'
import { createPadReader, encodePadFrame, PAD_COMMAND } from '../../frame/rating-pad.ts'
import { inviteData, welcomeData } from './pad-messages.ts'
import { createRatingPad } from './rating-pad.ts'

const onEnd = cleanup()
const wang = { name: '王小燕', number: '0317', stars: 0 }
const li = { name: '李明', number: '0142', stars: 0 }

async function aSimulator() {
  const simulator = await startSimulator('rating-pad')
  onEnd(() => simulator.stop())
  return { url: simulator.url, control: simulator.control }
}

/** A driver whose own sequences begin behind `start`, of 65,536. */
async function aPad(url: string, start: number) {
  const random = () => start / 0x10000
  const pad = createRatingPad({ id: 'pad', profile: 'own', link: { url } }, { random })
  onEnd(() => pad.stop())
  pad.start()
  await untilOnline(pad)
  return pad
}

test('welcomes after a restart, although the pad remembers the program before', async () => {
  const { url, control } = await aSimulator()
  const before = await aPad(url, 20_000)
  expect(await before.welcome(wang)).toEqual({ ok: true })
  await before.stop()
  const after = await aPad(url, 40_000)
  expect(await after.welcome(li)).toEqual({ ok: true })
  expect(await control.ask({ get: 'welcomed' })).toMatchObject({ staffNumber: '0142' })
})

test('names the right member of staff when an invitation has the sequence of the welcome before', async () => {
  const { url, control } = await aSimulator()
  const pad = await aPad(url, 0)
  // 1 was the greeting of the line.
  await pad.welcome(wang)
  await pad.invite({ sequence: 2, staffName: li.name, staffNumber: li.number, timeoutMs: 20_000 })
  expect(await control.invitation()).toMatchObject({ sequence: 2, staffNumber: '0142' })
})

test('carries out a command once for each sequence, and that sequence again for another command', async () => {
  const { url, control } = await aSimulator()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onEnd(() => {
    socket.destroy()
    return Promise.resolve()
  })
  const reader = createPadReader()
  let hear: (command: number) => void
  socket.on('data', (bytes) => reader.push(bytes).forEach((frame) => hear(frame.command)))
  const ask = (command: number, data: Uint8Array) =>
    new Promise<number>((resolve) => {
      hear = resolve
      socket.write(encodePadFrame({ sequence: 7, command, data }))
    })
  await ask(PAD_COMMAND.welcome, welcomeData(wang))
  expect(await ask(PAD_COMMAND.welcome, welcomeData(li))).toBe(PAD_COMMAND.welcome | PAD_COMMAND.acknowledge)
  expect(await control.ask({ get: 'welcomed' })).toMatchObject({ staffNumber: '0317' })
  await ask(PAD_COMMAND.invite, inviteData(20_000, false))
  await control.press(5)
  await ask(PAD_COMMAND.invite, inviteData(20_000, false))
  expect(await control.invitation()).toBeNull()
})
