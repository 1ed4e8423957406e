import { refusals } from '../../define/refusal.ts'
import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'

export { MapApproval } from './commands.ts'
export * from './geojson.ts'

/** Maps of regions that their utilities bring along. */
export const mapSubject = hubSubject('map', {
  commands: { SetMap: commands.SetMap, RemoveMap: commands.RemoveMap },
  facts,
  refusals: refusals({
    'map.notReadable': {
      zh: '地图文件不是可用的 GeoJSON：须为面要素集合（WGS-84），不超过 1.5 MB、6 万个点',
      en: 'No usable GeoJSON: polygons in WGS-84, 1.5 MB and 60,000 points at most',
      status: 400,
    },
  }),
})
