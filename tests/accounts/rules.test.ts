import { deviceLabel, networkOf, plainCode, spaced } from '@shared/modules/accounts/rules'

describe('设备和网络怎么写给人看', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
      'Windows 电脑 · Chrome',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
      'Windows 电脑 · Edge',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
      'Mac 电脑 · Safari',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Linux 电脑 · Firefox'],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36', '安卓手机 · Chrome'],
    ['curl/8', '浏览器'],
    ['', '浏览器'],
  ])('%s → %s', (userAgent, label) => expect(deviceLabel(userAgent)).toBe(label))

  test.each([
    ['10.20.30.40', '10.20.30.*'],
    ['::ffff:192.168.1.7', '192.168.1.*'],
    ['::1', '本机'],
    ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3:*'],
    ['', '未知网络'],
  ])('地址 %s 只写到网络：%s', (address, network) => expect(networkOf(address)).toBe(network))
})

test('短码分两段写，怎么敲都认得', () => {
  expect(spaced('ABCD2345')).toBe('ABCD-2345')
  expect([plainCode('abcd-2345'), plainCode(' ABCD 2345 ')]).toEqual(['ABCD2345', 'ABCD2345'])
})
