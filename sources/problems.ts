/**
 * Problems of reading from a folder, a file or a registry.
 *
 * @module
 */
import type { ProblemKind } from '../validator/index.ts'

export const fileUnreadable: ProblemKind = {
  code: 'file-unreadable',
  status: 400,
  title: { vi: 'Không đọc hoặc ghi được tệp', en: 'A file cannot be read or written' },
}

export const registryUnreachable: ProblemKind = {
  code: 'registry-unreachable',
  status: 502,
  title: { vi: 'Không kết nối được kho lược đồ', en: 'The registry cannot be reached' },
}

export const catalogueMalformed: ProblemKind = {
  code: 'catalogue-malformed',
  status: 502,
  title: { vi: 'Danh mục lược đồ không đúng dạng', en: 'The catalogue is malformed' },
}

export const projectMalformed: ProblemKind = {
  code: 'project-malformed',
  status: 422,
  title: { vi: 'Tệp dự án sai dạng', en: 'The project file is malformed' },
}

export const lockBroken: ProblemKind = {
  code: 'lock-broken',
  status: 409,
  title: {
    vi: 'Nguồn đã thay đổi phiên bản đã khóa',
    en: 'The source has changed a version that is locked',
  },
}

export const lockMalformed: ProblemKind = {
  code: 'lock-malformed',
  status: 400,
  title: { vi: 'Tệp khóa phiên bản không đúng dạng', en: 'The lock file is malformed' },
}
