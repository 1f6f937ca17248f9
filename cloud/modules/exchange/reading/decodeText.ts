import { AppError } from '@shared/core/errors'
import iconv from 'iconv-lite'

/** Decodes a text file: by its mark, as UTF-8 when every byte fits, otherwise as GB18030 (which includes GBK and GB2312). */
export function decodeText(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return iconv.decode(file, 'utf16le')
  if (file[0] === 0xfe && file[1] === 0xff) return iconv.decode(file, 'utf16be')
  const sample = file.subarray(0, 65_536)
  if (sample.includes(0)) throw new AppError('invalid_input', '这不是表格文件，请上传 .xlsx、.xls 或 .csv')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file).replace(/^\ufeff/, '')
  } catch {
    const text = iconv.decode(file, 'gb18030')
    const strange = text.match(/\ufffd/g)?.length ?? 0
    if (strange * 100 > text.length) throw new AppError('invalid_input', '看不懂文件的文字编码，请另存为 .xlsx 再上传')
    return text
  }
}
