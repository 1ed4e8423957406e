import { ElTableV2 as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElTableV2 = Untyped as unknown as Typed<typeof Untyped>
