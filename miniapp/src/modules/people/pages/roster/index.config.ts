export default definePageConfig({ navigationBarTitleText: '截至某日的名册' })
