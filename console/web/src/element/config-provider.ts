import { ElConfigProvider as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElConfigProvider = Untyped as unknown as Typed<typeof Untyped>
