import '../style/tokens.css';
import '../style/base.css';
import '../style/frame.css';
import '../style/live.css';
import '../style/bracket.css';
import '../style/standings.css';
import '../style/wall.css';
import '../style/boards.css';

import {makePage, mount} from '../shared/page';
import {App} from './app';

mount(makePage('/api/v1/events'), App);
