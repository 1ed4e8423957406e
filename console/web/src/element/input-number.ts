import { ElInputNumber as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElInputNumber = Untyped as unknown as Typed<typeof Untyped>
