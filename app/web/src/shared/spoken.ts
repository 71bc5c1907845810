// What is written short and read out long.

const schools: {[short: string]: string} = {
    MN: 'Mầm non',
    TH: 'Tiểu học',
    THCS: 'Trung học cơ sở',
    THPT: 'Trung học phổ thông',
    PTDTNT: 'Phổ thông dân tộc nội trú',
    PTDTBT: 'Phổ thông dân tộc bán trú',
    GDTX: 'Giáo dục thường xuyên',
    GDNN: 'Giáo dục nghề nghiệp',
    CLB: 'Câu lạc bộ',
    CĐ: 'Cao đẳng',
    ĐH: 'Đại học',
    TP: 'Thành phố',
    TX: 'Thị xã',
};

/** "TH&THCS Bố Hạ" → "Tiểu học và Trung học cơ sở Bố Hạ": as an announcer says it. */
export function spoken(name: string): string {
    const long = (word: string) => (Object.prototype.hasOwnProperty.call(schools, word) ? schools[word]! : null);
    return name
        .split(/\s+/)
        .map((word) => {
            const parts = word.replace(/\.$/, '').split(/[&-]/).map(long);
            return parts.every((part) => part !== null) ? parts.join(' và ') : word;
        })
        .join(' ');
}
