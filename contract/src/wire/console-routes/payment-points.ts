import { PointsText } from '../../hub/payment-point/words.ts'
import { consoleRoutes } from './route.ts'

/** Payment points (缴费网点) beside the halls. */
export const PAYMENT_POINT_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/payment-points', by: 'see', at: 'seen' },
    does: 'The payment points of the regions that one sees, ended ones too, and whether the public may look at `/nearby`.',
    answers: { 200: { json: 'PaymentPoints' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/payment-points/file', by: 'see', at: 'seen' },
    does: 'The points that are not ended, as a file that can be imported again.',
    answers: { 200: { type: 'text/csv', is: 'a heading and a line for each point' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/payment-points/import', by: 'administer', at: 'decided' },
    does: 'Adds and changes points from CSV, all or none; what is wrong is answered line by line.',
    request: PointsText,
    mostBytes: 4_000_000,
    answers: { 200: { json: 'PointImport' } },
    refusals: ['access.signIn', 'access.tooMany', 'record.contended'],
    example: {
      request: {
        text: 'pointId,kind,regionId,nameZh,nameEn,hours,services,latitude,longitude\nSD-1,bank,sd,银行,Bank,24h,pay,36.6,117.0',
      },
    },
  },
])
