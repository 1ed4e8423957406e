import { ElTreeSelect as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElTreeSelect = Untyped as unknown as Typed<typeof Untyped>
