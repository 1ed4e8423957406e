import { ElDialog as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElDialog = Untyped as unknown as Typed<typeof Untyped>
