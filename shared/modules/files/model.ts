/** 文件种类 — a picture is shown inside a page, a document is opened by the phone's or the desktop's own reader. */
export const FILE_KIND_LABELS = { picture: '图片', document: '文件' } as const
export type FileKind = keyof typeof FILE_KIND_LABELS

const MB = 1024 * 1024

/** 可以收的类型 — what a page can show or WeChat can open. Nothing that runs: no scripts, no SVG, no macros, no old binary formats. */
export const FILE_TYPES = {
  jpeg: { kind: 'picture', extension: 'jpg', media: 'image/jpeg' },
  png: { kind: 'picture', extension: 'png', media: 'image/png' },
  gif: { kind: 'picture', extension: 'gif', media: 'image/gif' },
  webp: { kind: 'picture', extension: 'webp', media: 'image/webp' },
  pdf: { kind: 'document', extension: 'pdf', media: 'application/pdf' },
  docx: {
    kind: 'document',
    extension: 'docx',
    media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: {
    kind: 'document',
    extension: 'xlsx',
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  pptx: {
    kind: 'document',
    extension: 'pptx',
    media: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
} as const satisfies Record<string, { kind: FileKind; extension: string; media: string }>
export type FileType = keyof typeof FILE_TYPES

/** Largest file of each kind, in bytes: a picture is read on a site with poor signal. */
export const MAX_BYTES = { picture: 2 * MB, document: 20 * MB } as const satisfies Record<FileKind, number>
export const MAX_UPLOAD_BYTES = MAX_BYTES.document
/** Longest side of a picture, in pixels: more would fill a phone's memory when it is drawn. */
export const MAX_SIDE = 6_000

export const EXTENSIONS: Readonly<Record<FileKind, readonly string[]>> = {
  picture: ['jpg', 'jpeg', 'png', 'gif', 'webp'],
  document: ['pdf', 'docx', 'xlsx', 'pptx'],
}

/** 保密提示 — stands wherever something is uploaded (H-17). */
export const SECRECY_NOTE = '本系统不处理国家秘密和工作秘密。带密级标志的文件不能上传，拿不准的先问保密员'

/** `820 KB`, `1.4 MB`. */
export const bytesLabel = (bytes: number): string =>
  bytes < MB ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MB).toFixed(1)} MB`
