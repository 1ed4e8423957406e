import { Shift, ShiftId, spansOfText } from '@service-hall/contract'

export type ShiftForm = { id: string; zh: string; en: string; stretches: string }
export type ShiftProblem = 'badId' | 'idTaken' | 'badName' | 'badStretches'

/** The shift that a form says, or what is wrong with it. `taken`: keys of the other shifts. */
export function typedShift(form: ShiftForm, taken: readonly string[]): Shift | ShiftProblem {
  const id = ShiftId.safeParse(form.id.normalize('NFKC').trim())
  if (!id.success) return 'badId'
  // In the roster D1 and d1 would be read as one.
  if (taken.some((one) => one.toLowerCase() === id.data.toLowerCase())) return 'idTaken'
  const name = { zh: form.zh.trim(), en: form.en.trim() }
  if (name.zh === '' || name.en === '') return 'badName'
  const stretches = spansOfText(form.stretches)
  return Shift.safeParse({ id: id.data, name, stretches }).data ?? 'badStretches'
}
