import { NewReport, ReportParams, ReportPreviewWanted } from '../console-report.ts'
import { AN_ID, consoleRoutes } from './route.ts'

const SPEC = {
  ...{ title: 'January', place: { hallId: 'H1' }, tier: null, rows: ['day'], columns: ['issued'] },
  period: { kind: 'days', from: '2026-01-01', to: '2026-01-31' },
}

/** Reports of one's own. */
export const REPORT_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/reports', by: 'signedIn', at: 'own' },
    does: 'The own reports, the latest first, and those that are made regularly.',
    answers: { 200: { json: 'ReportsSeen' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/reports/preview', by: 'see', at: 'place' },
    does: 'The first 100 rows of a report.',
    request: ReportPreviewWanted,
    answers: { 200: { json: 'ReportPreview' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'report.tooLong'] as const),
      ...(['organisation.unknownRegion', 'organisation.unknownHall', 'history.tooMuch'] as const),
    ],
    example: { request: { spec: SPEC, language: 'en' } },
  },
  {
    ...{ method: 'POST', path: '/api/reports', by: 'see', at: 'place' },
    does: 'Orders a report. The same id is made once.',
    request: NewReport,
    answers: { 202: { json: 'Done' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'report.tooMany', 'report.tooLong'] as const),
      ...(['organisation.unknownRegion', 'organisation.unknownHall', 'history.tooMuch'] as const),
    ],
    example: { request: { id: AN_ID, order: { spec: SPEC, format: 'csv', language: 'en' } } },
  },
  {
    ...{ method: 'DELETE', path: '/api/reports/:reportId', by: 'signedIn', at: 'own' },
    does: 'Ends a report that is being made, or takes a made one away.',
    params: ReportParams,
    answers: { 204: null },
    refusals: ['access.signIn', 'report.unknown'],
    example: { params: { reportId: AN_ID } },
  },
  {
    ...{ method: 'GET', path: '/api/reports/:reportId/file', by: 'signedIn', at: 'own' },
    does: 'The file of a report, as long as one sees what it is of.',
    params: ReportParams,
    answers: { 200: { type: 'application/octet-stream', is: 'CSV, XLSX or PDF, as ordered' } },
    refusals: [
      ...(['access.signIn', 'report.unknown', 'report.notReady'] as const),
      ...(['organisation.unknownRegion', 'organisation.unknownHall'] as const),
    ],
    example: { params: { reportId: AN_ID } },
  },
])
