import { ElOption as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElOption = Untyped as unknown as Typed<typeof Untyped>
