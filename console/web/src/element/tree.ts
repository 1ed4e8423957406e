import { ElTree as Untyped } from 'element-plus'
import type { Typed } from './typed.ts'

export const ElTree = Untyped as unknown as Typed<typeof Untyped>
