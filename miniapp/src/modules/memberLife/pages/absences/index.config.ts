export default definePageConfig({ navigationBarTitleText: '连续缺席' })
