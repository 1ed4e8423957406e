import { expect, test } from 'vitest'
import { readZm } from './bill-lines.ts'

test('a file that never ends its line is given up before it fills the memory', async () => {
  let sent = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (; sent < 1_000; sent += 1) yield Buffer.alloc(1_024, '1')
  }
  const read = async (): Promise<void> => {
    for await (const _ of readZm(endless(), { merId: '777290058110048', day: 0 }));
  }
  await expect(read()).rejects.toThrow('it does not end')
  expect(sent).toBeLessThan(10)
})
