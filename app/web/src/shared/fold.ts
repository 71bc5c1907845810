// Text as people search for it: "nguyen duc" finds "Nguyễn Đức".

export function fold(text: string): string {
    return text
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/[đĐ]/g, 'd')
        .toLowerCase()
        .replace(/\s+/g, ' ')
        .trim();
}

/** Whether every word of the (folded) query is somewhere in the folded text. */
export function matches(folded_text: string, folded_query: string): boolean {
    return folded_query.split(' ').every((word) => folded_text.includes(word));
}
