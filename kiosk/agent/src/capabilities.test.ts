import { ScreenIntent } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { agentFold, capabilities } from './capabilities.ts'
import type { Effects } from './capability.ts'
import { HeldIdentities } from './outbox/held-identities.ts'
import type { Ports } from './ports.ts'

/** The effects of all capabilities; nothing is called on them that reaches the world. */
function effects(): Effects[] {
  const memory = { state: { session: { step: 'idle' } } }
  const listens = { listen: () => undefined }
  const ports = {
    ...{ identities: new HeldIdentities(), hall: {}, link: {}, memory, data: 'nowhere' },
    ...{ atScreen: listens, playlistImages: listens },
  } as unknown as Ports
  return capabilities.flatMap((one) => ('effects' in one ? (one.effects?.(ports) ?? []) : []))
}

test('whatever the screen asks for, exactly one capability does it', () => {
  const intents = effects().flatMap(({ intents }) => Object.keys(intents ?? {}))
  const asked = ScreenIntent.options.map(({ shape }) => shape.type.value as string)
  expect(intents.toSorted()).toEqual(asked.toSorted())
})

test('no two capabilities answer for the same commands, or keep a part of the state under the same name', () => {
  const answered = effects().flatMap(({ answered }) => Object.keys(answered ?? {}))
  expect(new Set(answered).size).toBe(answered.length)
  const names = capabilities.flatMap(({ slices }) => Object.keys(slices))
  expect(new Set(names).size).toBe(names.length)
  expect(Object.keys(agentFold.empty()).toSorted()).toEqual([...names, 'at'].toSorted())
})

test('a state kept before a capability came begins that part anew with the next fact', () => {
  const { outbox: _outbox, ...earlier } = agentFold.empty()
  const after = agentFold.evolve(earlier as never, { type: 'AgentStarted' }, 5)
  expect(after).toEqual({ ...agentFold.empty(), at: 5 })
})
