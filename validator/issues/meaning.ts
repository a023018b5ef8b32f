/**
 * Issues of meaning: code lists, identifiers and rules across fields.
 *
 * A row is a code, a severity, and the sentence in Vietnamese and English.
 *
 * @module
 */

export const MEANING = {
  'code-unknown': [
    'error',
    'Mã không có trong danh mục {list}.',
    'The code is not in the code list {list}.',
  ],
  'code-not-in-force': [
    'error',
    'Mã trong danh mục {list} không có hiệu lực vào ngày {asOf}; mã thay thế: {successors}.',
    'The code of the list {list} was not in force on {asOf}; replaced by: {successors}.',
  ],
  'code-list-not-covering': [
    'info',
    'Danh mục {list} chỉ có dữ liệu từ {from}, nên mã không được kiểm tra cho ngày {asOf}.',
    'The code list {list} only reaches back to {from}, so the code was not checked for {asOf}.',
  ],
  'code-parent-mismatch': [
    'error',
    'Mã cấp dưới không thuộc mã cấp trên đã nêu trong cùng địa chỉ.',
    'The lower-level code does not belong to the upper-level code of the same address.',
  ],
  'personal-id-place-unknown': [
    'error',
    'Ba chữ số đầu của số định danh không phải mã tỉnh, thành phố hoặc quốc gia đã biết.',
    'The first three digits of the personal ID are no known province or country code.',
  ],
  'personal-id-birth-year-mismatch': [
    'error',
    'Năm sinh trong số định danh khác năm sinh đã khai.',
    'The birth year in the personal ID differs from the birth year given.',
  ],
  'personal-id-sex-mismatch': [
    'error',
    'Giới tính trong số định danh khác giới tính đã khai.',
    'The sex in the personal ID differs from the sex given.',
  ],
  'identity-number-filler': [
    'warning',
    'Số giấy tờ là giá trị điền cho đủ, không phải số thật.',
    'The identity number is a filler, not a real number.',
  ],
  'tax-code-check-digit': [
    'error',
    'Chữ số kiểm tra của mã số thuế không đúng.',
    'The check digit of the tax code is wrong.',
  ],
  'dossier-number-date-impossible': [
    'error',
    'Phần ngày trong mã hồ sơ không phải một ngày có thật.',
    'The date part of the dossier number is no real date.',
  ],
  'dossier-number-after-receipt': [
    'warning',
    'Ngày trong mã hồ sơ sau ngày tiếp nhận.',
    'The date in the dossier number is after the date of receipt.',
  ],
  'ring-open': [
    'error',
    'Đa giác có vòng không khép kín hoặc quá ít điểm.',
    'The polygon has a ring that is not closed or has too few points.',
  ],
  'date-impossible': [
    'error',
    'Không có ngày này trong lịch.',
    'There is no such day in the calendar.',
  ],
  'date-order': [
    'error',
    '{later} phải không trước {earlier}.',
    '{later} must not be before {earlier}.',
  ],
  'name-not-split': [
    'error',
    'Cả họ và tên nằm trong {name}; hãy tách thành họ, chữ đệm và tên.',
    'The whole name stands in {name}; split it into family, middle and given name.',
  ],
  'value-not-among': [
    'error',
    'Ở đây {name} chỉ được là một trong: {allowed}.',
    'Here {name} may only be one of: {allowed}.',
  ],
  'names-other-structure': [
    'error',
    '{name} nêu một cấu trúc khác; thông điệp này theo {allowed}.',
    '{name} names another structure; this message follows {allowed}.',
  ],
  'fields-differ': [
    'error',
    '{second} phải giống {first}.',
    '{second} must be the same as {first}.',
  ],
  'sum-mismatch': [
    'error',
    '{total} không bằng tổng các {parts}.',
    '{total} is not the sum of all {parts}.',
  ],
  'payload-digest-mismatch': [
    'error',
    'Mã băm không khớp {payload} nhận được; nội dung đã bị thay đổi.',
    'The digest does not match {payload} as received; the content was changed.',
  ],
  'status-transition-unexpected': [
    'warning',
    'Trạng thái này không được chờ đợi sau trạng thái trước; có thể tiếp theo: {expected}.',
    'This state is not expected after the one before; expected next: {expected}.',
  ],
  'status-contradicted': [
    'warning',
    'Trạng thái mâu thuẫn với {by} của cùng hồ sơ.',
    'The state contradicts {by} of the same dossier.',
  ],
  'dossier-number-of-other-agency': [
    'warning',
    'Mã hồ sơ mang mã của cơ quan khác với {agency}.',
    'The dossier number bears the code of another agency than {agency}.',
  ],
  'filler-value': [
    'warning',
    '{name} là chữ điền cho đủ, không phải thông tin thật; hãy bỏ hẳn nếu không có.',
    '{name} is a filler, not information; leave it out when there is none.',
  ],
  'value-constant': [
    'warning',
    '{name} giống hệt nhau trong cả {count} mục: có vẻ được gán cố định.',
    '{name} is the same in all {count} items: it seems to be set once and for all.',
  ],
  'field-needed': [
    'error',
    'Cần có {name} trong trường hợp này.',
    'Field {name} is needed in this case.',
  ],
} as const
