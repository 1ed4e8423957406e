import { scryptSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

const COST = 1024

test('only the password itself opens its record', async () => {
  const record = await hashPassword('正确的密码', COST)
  expect(await verifyPassword('正确的密码', record)).toBe(true)
  for (const wrong of ['正确的密', '正确的密码 ', '']) expect(await verifyPassword(wrong, record)).toBe(false)
  expect(await verifyPassword('正确的密码', null)).toBe(false)
})

test('the same password never has the same record twice', async () => {
  const [a, b] = [await hashPassword('password', COST), await hashPassword('password', COST)]
  expect(a.hash).not.toBe(b.hash)
  expect(JSON.stringify(a)).not.toContain('password')
})

test('a password typed on another keyboard, composed or decomposed, is the same', async () => {
  expect(await verifyPassword('caf\u0065\u0301', await hashPassword('caf\u00e9', COST))).toBe(true)
})

test('a damaged record opens to nothing', async () => {
  const record = await hashPassword('password', COST)
  expect(await verifyPassword('password', { ...record, hash: '' })).toBe(false)
  expect(await verifyPassword('password', { ...record, hash: record.hash.slice(0, 20) })).toBe(false)
})

test('a record is scrypt with r = 8 and p = 3, as kiosks check a maintenance PIN', async () => {
  const { salt, hash, cost } = await hashPassword('246810')
  expect(cost).toBe(32_768)
  const options = { N: cost, r: 8, p: 3, maxmem: 2 ** 27 }
  expect(scryptSync('246810', Buffer.from(salt, 'base64'), 32, options).toString('base64')).toBe(hash)
})

test('hashing leaves the threads alone that files and databases need', async () => {
  const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4)
  const order: string[] = []
  const hashes = Array.from({ length: threads }, () =>
    hashPassword('password').then(() => order.push('hash')),
  )
  // On the same threads this would wait until one of the hashes is done.
  const read = readFile(import.meta.filename).then(() => order.push('file'))
  await Promise.all([...hashes, read])
  expect(order[0]).toBe('file')
})
