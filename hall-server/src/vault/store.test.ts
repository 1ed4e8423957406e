import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ClassId, StaffId, SubjectId } from '@service-hall/contract'
import { aFolder } from '../../test/builders.ts'
import { Cipher, keyFile } from '@service-hall/server-kit'
import { Vault } from './store.ts'

const person = { name: '李测试', idNumber: '990000194912310026' }
const key = Buffer.alloc(32, 7)

async function aVault(folder = aFolder(), withKey = key): Promise<Vault> {
  const vault = await Vault.open(join(folder, 'vault.sqlite'), withKey)
  onTestFinished(() => vault.close())
  return vault
}
function subject(text: string): SubjectId {
  return `subject-${text}` as SubjectId
}
const S1 = 'S1001' as StaffId

test('a person has one subject id, until forgotten', async () => {
  const vault = await aVault()
  const first = await vault.subjectFor(person, subject('one'), 1)
  expect(first).toBe('subject-one')
  expect(await vault.subjectFor(person, subject('two'), 2)).toBe(first)
  expect(await vault.identityOf(first)).toEqual(person)
  await vault.erase(first)
  expect(await vault.identityOf(first)).toBe(null)
  expect(await vault.subjectFor(person, subject('three'), 3)).toBe('subject-three')
})

test('of a person forgotten not even the sealed bytes stay in the file', async () => {
  const folder = aFolder()
  const vault = await aVault(folder)
  const lookup = new Cipher(key).digest(person.idNumber)
  const isKept = (): boolean =>
    readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(lookup))
  const id = await vault.subjectFor(person, subject('one'), 1)
  expect(isKept()).toBe(true)
  await vault.erase(id)
  await vault.close()
  expect(isKept()).toBe(false)
})

test('a person is one however the number is written, and on the list in any form', async () => {
  const vault = await aVault()
  const forms = [
    '99000019900307003X',
    '99000019900307003x',
    '990000 19900307 003×',
    '９９００００１９９００３０７００３Ｘ',
  ]
  const ids = []
  for (const [n, idNumber] of forms.entries())
    ids.push(await vault.subjectFor({ ...person, idNumber }, subject(`n-${n}`), n))
  expect(new Set(ids)).toEqual(new Set([subject('n-0')]))
  for (const form of forms) {
    await vault.listCustomer(form, 'vip' as ClassId)
    for (const other of forms) expect(await vault.listedClassOf(other)).toBe('vip')
    await vault.listCustomer(forms[0]!, null)
    for (const other of forms) expect(await vault.listedClassOf(other)).toBe(null)
  }
})

test('two people who come at once get ids of their own', async () => {
  const vault = await aVault()
  const other = { ...person, idNumber: '990000194912310034' }
  const ids = await Promise.all(
    [person, other, person].map((one, n) => vault.subjectFor(one, subject(`n-${n}`), n)),
  )
  expect(ids[0]).toBe(ids[2])
  expect(ids[1]).not.toBe(ids[0])
})

test('names of staff are kept up to date, a password only the first time', async () => {
  const vault = await aVault()
  await vault.putStaff(S1, '陈晓燕', 'first')
  await vault.putStaff(S1, '陈晓', 'second')
  expect(await vault.staffNames()).toEqual({ S1001: '陈晓' })
  expect(await vault.passwordOf(S1)).toBe('first')
  expect(await vault.passwordOf('S1002' as StaffId)).toBe(null)
})

test('no file of the vault holds anything in plain text, neither before nor after closing', async () => {
  const folder = aFolder()
  const vault = await aVault(folder)
  await vault.putStaff(S1, 'Chen Xiaoyan', 'the-password-record')
  await vault.subjectFor(person, subject('one'), 1)
  const look = (): void => {
    for (const file of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, file))
      for (const secret of [person.name, person.idNumber, 'Chen Xiaoyan', 'the-password-record'])
        expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false)
    }
  }
  look()
  await vault.close()
  look()
})

test('with another key the vault opens nothing', async () => {
  const folder = aFolder()
  const vault = await aVault(folder)
  await vault.putStaff(S1, '陈晓燕', 'record')
  await vault.close()
  const other = await aVault(folder, Buffer.alloc(32, 8))
  await expect(other.passwordOf(S1)).rejects.toThrow()
  await expect(other.staffNames()).rejects.toThrow()
})

test('a sealed value opens only at its own place, and only unchanged', () => {
  const cipher = new Cipher(key)
  const sealed = cipher.seal('staff.name:S1001', '陈晓燕')
  expect(cipher.open('staff.name:S1001', sealed)).toBe('陈晓燕')
  expect(() => cipher.open('staff.name:S1002', sealed)).toThrow()
  for (const at of [0, 12, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    expect(() => cipher.open('staff.name:S1001', changed)).toThrow()
  }
  expect(cipher.seal('staff.name:S1001', '陈晓燕').equals(sealed)).toBe(false)
  expect(() => new Cipher(Buffer.alloc(16))).toThrow(RangeError)
})

test('a key file is made once, for its owner only, and read again', async () => {
  const path = join(aFolder(), 'deep', 'vault.key')
  const made = await keyFile(path)
  expect(made).toHaveLength(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect((await keyFile(path)).equals(made)).toBe(true)
  await expect(keyFile(path, 64)).rejects.toThrow('64 bytes')
})
