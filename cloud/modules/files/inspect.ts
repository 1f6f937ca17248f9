import { readZip } from '@cloud/core/readZip'
import { AppError } from '@shared/core/errors'
import { bytesLabel, FILE_TYPES, type FileType, MAX_BYTES, MAX_SIDE } from '@shared/modules/files/model'
import {
  findMarkInName,
  findPictureSize,
  findSecrecyMark,
  type PictureSize,
  signatureOf,
} from '@shared/modules/files/rules'

/** What an upload turned out to be. */
export interface Inspected {
  type: FileType
  size?: PictureSize
}

const MAX_UNPACKED_BYTES = 80 * 1024 * 1024
/** Parts of office files that hold words, and those that tell which kind of file it is. */
const WORDS =
  /^(\[Content_Types\]\.xml|docProps\/.+\.xml|word\/[^/]+\.xml|xl\/sharedStrings\.xml|ppt\/slides\/[^/]+\.xml)$/
const MAIN_PARTS = [
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'],
] as const satisfies readonly (readonly [FileType, string])[]

const unknown = (): AppError =>
  new AppError('invalid_input', '只收图片（jpg、png、gif、webp）、PDF 和新格式的 Word、Excel、PPT（docx、xlsx、pptx）')
const secret = (mark: string): AppError =>
  new AppError('rule_broken', `文件带有密级标志“${mark}”，不能上传到本系统`, [
    { message: '涉密文件不得在非涉密系统存储、处理', source: { document: '保守国家秘密法', article: '第31条' } },
  ])

/** An office file by what it says of itself, and all its words without markup. */
function inspectOffice(bytes: Buffer): { type: FileType; words: string } {
  const parts = readZip(bytes, { keep: (name) => WORDS.test(name), maxUnpackedBytes: MAX_UNPACKED_BYTES })
  const types = parts.find(({ name }) => name === '[Content_Types].xml')?.bytes.toString('utf8') ?? ''
  const [type] = MAIN_PARTS.find(([, main]) => types.includes(main)) ?? []
  if (!type) throw unknown()
  const words = parts.map((part) => part.bytes.toString('utf8').replace(/<[^>]*>/g, '')).join('\n')
  return { type, words }
}

/** Bytes of a mark as PDF files keep titles: a mark inside compressed pages is not found. */
const utf16 = (bytes: Buffer): string => new TextDecoder('utf-16be').decode(bytes.subarray(0, bytes.length & ~1))

/**
 * Looks into an upload: what it is by its content, whether it is whole, small enough, and free of secrecy marks (H-17).
 * @throws AppError invalid_input, too_large or rule_broken.
 */
export function inspect(fileName: string, bytes: Buffer): Inspected {
  const marked = findMarkInName(fileName)
  if (marked) throw secret(marked)
  const signature = signatureOf(bytes)
  if (!signature) throw unknown()
  const office = signature === 'zip' ? inspectOffice(bytes) : undefined
  const type = office?.type ?? (signature as FileType)
  const { kind } = FILE_TYPES[type]
  if (bytes.length > MAX_BYTES[kind])
    throw new AppError(
      'too_large',
      kind === 'picture'
        ? `图片最大 ${bytesLabel(MAX_BYTES.picture)}，请压缩后再传`
        : `文件最大 ${bytesLabel(MAX_BYTES.document)}，请分成几份`,
    )
  const words = office?.words ?? (type === 'pdf' ? `${bytes.toString('utf8')}\n${utf16(bytes)}` : '')
  const mark = findSecrecyMark(words)
  if (mark) throw secret(mark)
  if (kind === 'document') return { type }
  const size = findPictureSize(bytes, type)
  if (!size) throw new AppError('invalid_input', `图片打不开，或边长超过 ${MAX_SIDE} 像素，请换一张`)
  return { type, size }
}
