import type { Store } from '../core/store.ts'

/** Whether the database takes a row and gives it back; nothing stays. */
export async function databaseAnswers(store: Store): Promise<boolean> {
  const undone = new Error('only a try')
  let read = false
  try {
    await store.write(async (trx) => {
      const name = 'monitoring-try'
      await trx('migrations').insert({ name })
      read = (await trx('migrations').where({ name }).first()) !== undefined
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
  return read
}
