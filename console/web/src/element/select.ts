import { ElSelect as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElSelect = Untyped as unknown as Typed<typeof Untyped>
