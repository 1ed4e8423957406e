import { parseWithoutEval } from '@service-hall/contract'
import { openGallery } from '@service-hall/ui/gallery'
import { gallery } from './states.ts'

parseWithoutEval()
await openGallery('营业厅页面 · Hall pages', gallery)
