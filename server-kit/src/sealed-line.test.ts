import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchange, freshIdentity, identityFile, isSealed, isSealedAnswer, isSigned } from './sealed-line.ts'

test('an identity is made once, read again, and for its owner only', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'identity-')), 'hall.key')
  const made = await identityFile(path)
  expect((await identityFile(path)).publicKey).toBe(made.publicKey)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(path, 'utf8')).toContain('PRIVATE KEY')
  await writeFile(path, 'nonsense')
  await expect(identityFile(path)).rejects.toMatchObject({ code: 'key.unreadable' })
})

test('only its own signature of the very text counts', () => {
  const [hall, other] = [freshIdentity(), freshIdentity()]
  const signature = hall.sign('text')
  expect(isSigned(hall.publicKey, 'text', signature)).toBe(true)
  expect(isSigned(hall.publicKey, 'texts', signature)).toBe(false)
  expect(isSigned(other.publicKey, 'text', signature)).toBe(false)
  expect(isSigned('AAAA', 'text', signature)).toBe(false)
  expect(isSigned(exchange().publicKey, 'text', signature)).toBe(false)
  expect(isSigned(hall.publicKey, 'text', '')).toBe(false)
})

test('both ends have the same seals; a text counts once, in its turn, and in its direction', () => {
  const [hall, hub] = [exchange(), exchange()]
  const atHall = hall.agree(hub.publicKey, 'transcript')
  const atHub = hub.agree(hall.publicKey, 'transcript')
  const [first, second] = [atHall.up.next('a'), atHall.up.next('b')]
  expect(isSealed(atHub.up, 'a', first)).toBe(true)
  expect(isSealed(atHub.up, 'b', second)).toBe(true)
  expect(isSealed(atHub.up, 'b', second)).toBe(false)
  expect(isSealed(atHub.down, 'a', first)).toBe(false)
  const elsewhere = exchange().agree(hub.publicKey, 'transcript')
  expect(isSealed(elsewhere.up, 'a', first)).toBe(false)
  expect(() => hall.agree(freshIdentity().publicKey, '')).toThrow('no X25519 key')
})

test('an answer counts for its own question alone, however often it is said', () => {
  const [hall, hub] = [exchange(), exchange()]
  const atHall = hall.agree(hub.publicKey, 'transcript').surroundings
  const atHub = hub.agree(hall.publicKey, 'transcript')
  const seal = atHub.surroundings.of(3, 'text')
  expect(isSealedAnswer(atHall, { turn: 3, text: 'text', seal })).toBe(true)
  expect(isSealedAnswer(atHall, { turn: 4, text: 'text', seal })).toBe(false)
  expect(isSealedAnswer(atHall, { turn: 3, text: 'texts', seal })).toBe(false)
  expect(isSealedAnswer(atHall, { turn: 0, text: 'text', seal: atHub.down.next('text') })).toBe(false)
})
