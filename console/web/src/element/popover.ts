import { ElPopover as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElPopover = Untyped as unknown as Typed<typeof Untyped>
