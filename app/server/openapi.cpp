#include "server/api.h"

namespace sandau::server {

// Kept by hand: each address, what it answers, and the shapes that others may build on.
std::string_view openapi_json() {
    static constexpr std::string_view text = R"json({
"openapi":"3.0.3",
"info":{"title":"Sandau","version":"1","description":"A contest on its host: what is published, as JSON and as events; and the one door for commands. Every message is absolute."},
"servers":[{"url":"/"}],
"paths":{
"/api/v1/contest":{"get":{"summary":"The contest: divisions, stages, awards, terms","responses":{"200":{"$ref":"#/components/responses/Json"},"304":{"$ref":"#/components/responses/NotModified"}}}},
"/api/v1/entries":{"get":{"summary":"Who takes part","responses":{"200":{"$ref":"#/components/responses/Items"},"304":{"$ref":"#/components/responses/NotModified"}}}},
"/api/v1/schedule":{"get":{"summary":"Published timetables","responses":{"200":{"$ref":"#/components/responses/Items"},"304":{"$ref":"#/components/responses/NotModified"}}}},
"/api/v1/results":{"get":{"summary":"Published run sheets","responses":{"200":{"$ref":"#/components/responses/Items"},"304":{"$ref":"#/components/responses/NotModified"}}}},
"/api/v1/awards":{"get":{"summary":"Published awards","responses":{"200":{"$ref":"#/components/responses/Items"},"304":{"$ref":"#/components/responses/NotModified"}}}},
"/api/v1/displays":{"get":{"summary":"What each screen shows","responses":{"200":{"$ref":"#/components/responses/Items"},"304":{"$ref":"#/components/responses/NotModified"}}}},
"/api/v1/matches":{"get":{"summary":"Matches as they are drawn, called and played; totals and winner once published, provisional totals on the field where the settings show them","parameters":[{"name":"stage","in":"query","schema":{"type":"string"}}],"responses":{"200":{"description":"The matches, and the journal entry that changed one last","content":{"application/json":{"schema":{"type":"object","required":["seq","items"],"properties":{"seq":{"type":"integer","format":"int64"},"items":{"type":"array","items":{"$ref":"#/components/schemas/Match"}}}}}}},"304":{"$ref":"#/components/responses/NotModified"},"404":{"$ref":"#/components/responses/Problem"}}}},
"/api/v1/standings":{"get":{"summary":"Standings over what is published","parameters":[{"name":"stage","in":"query","schema":{"type":"string"}},{"name":"division","in":"query","schema":{"type":"string"}}],"responses":{"200":{"$ref":"#/components/responses/Items"},"304":{"$ref":"#/components/responses/NotModified"},"404":{"$ref":"#/components/responses/Problem"}}}},
"/api/v1/live":{"get":{"summary":"Fields, and the runs and matches on them now","responses":{"200":{"$ref":"#/components/responses/Json"},"304":{"$ref":"#/components/responses/NotModified"}}}},
"/api/v1/time":{"get":{"summary":"The host's clock","responses":{"200":{"description":"Never cached","content":{"application/json":{"schema":{"type":"object","required":["server_now_ms"],"properties":{"server_now_ms":{"type":"integer","format":"int64"}}}}}}}}},
"/api/v1/events":{"get":{"summary":"Server-Sent Events: snapshot, patch, tick","parameters":[{"name":"view","in":"query","schema":{"type":"string","enum":["seat"]}},{"name":"Last-Event-ID","in":"header","schema":{"type":"string"}}],"responses":{"200":{"description":"event: snapshot {seq, epoch, server_now_ms, resources}; event: patch {seq, set, gone}; event: tick {seq, server_now_ms}","content":{"text/event-stream":{"schema":{"type":"string"}}}},"401":{"$ref":"#/components/responses/Problem"}}}},
"/api/v1/seat":{"get":{"summary":"What this seat may see and do","security":[{"session":[]},{"owner":[]}],"responses":{"200":{"$ref":"#/components/responses/Json"},"401":{"$ref":"#/components/responses/Problem"}}}},
"/api/v1/session":{"post":{"summary":"Sign in by name and password, or by six digits","requestBody":{"required":true,"content":{"application/json":{"schema":{"oneOf":[{"type":"object","required":["name","password"],"properties":{"name":{"type":"string"},"password":{"type":"string"}},"additionalProperties":false},{"type":"object","required":["code"],"properties":{"code":{"type":"string"}},"additionalProperties":false}]}}}},"responses":{"200":{"$ref":"#/components/responses/Json"},"401":{"$ref":"#/components/responses/Problem"},"403":{"$ref":"#/components/responses/Problem"},"422":{"$ref":"#/components/responses/Problem"},"429":{"$ref":"#/components/responses/Problem"},"503":{"$ref":"#/components/responses/Problem"}}},"delete":{"summary":"Sign out","responses":{"204":{"description":"Signed out"}}}},
"/api/v1/commands":{"post":{"summary":"The one door through which anything changes","security":[{"session":[]},{"owner":[]}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Command"}}}},"responses":{"200":{"description":"Durable","content":{"application/json":{"schema":{"type":"object","required":["seq","result"],"properties":{"seq":{"type":"integer","format":"int64"},"result":{"type":"object"}}}}}},"400":{"$ref":"#/components/responses/Problem"},"401":{"$ref":"#/components/responses/Problem"},"403":{"$ref":"#/components/responses/Problem"},"409":{"$ref":"#/components/responses/Problem"},"413":{"$ref":"#/components/responses/Problem"},"415":{"$ref":"#/components/responses/Problem"},"422":{"$ref":"#/components/responses/Problem"},"429":{"$ref":"#/components/responses/Problem"},"503":{"$ref":"#/components/responses/Problem"}}}},
"/api/v1/journal":{"get":{"summary":"Entries after a number, one JSON text a line, at most 1000","security":[{"session":[]},{"owner":[]}],"parameters":[{"name":"since","in":"query","schema":{"type":"integer","minimum":0}}],"responses":{"200":{"description":"Entries","content":{"application/x-ndjson":{"schema":{"type":"string"}}}},"401":{"$ref":"#/components/responses/Problem"},"403":{"$ref":"#/components/responses/Problem"}}}},
"/api/v1/openapi.json":{"get":{"summary":"This","responses":{"200":{"$ref":"#/components/responses/Json"}}}}
},
"components":{
"securitySchemes":{"session":{"type":"apiKey","in":"cookie","name":"sandau"},"owner":{"type":"http","scheme":"bearer","description":"The token of the owner file, from the host machine itself"}},
"schemas":{
"Command":{"type":"object","required":["id","kind"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^[A-Za-z0-9_-]{8,64}$","description":"Made by the client and kept by it until answered; the same id again gets the same answer and has no second effect"},"kind":{"type":"string","example":"score.commit"},"expect":{"type":"object","description":"Object to the version that was seen","additionalProperties":{"type":"integer","format":"int64"}},"payload":{"type":"object"}}},
"Match":{"type":"object","required":["id","stage","division","name","group","round","sides","field","state","clock","decided","winner","decided_by","provisional","result"],"properties":{"id":{"type":"string"},"stage":{"type":"string"},"division":{"type":"string"},"name":{"type":"string"},"group":{"type":"string","nullable":true},"round":{"type":"integer","nullable":true},"sides":{"type":"array","items":{"type":"object","required":["side","entry","status","total"],"properties":{"side":{"type":"string"},"entry":{"type":"string","nullable":true},"status":{"type":"string","nullable":true},"total":{"type":"string","nullable":true}}}},"field":{"type":"string","nullable":true},"state":{"type":"string","enum":["planned","called","running","ended","aborted"]},"clock":{"type":"object","nullable":true},"decided":{"type":"boolean"},"winner":{"type":"string","nullable":true,"description":"A side; decided without one: a draw, or nobody won"},"decided_by":{"type":"string","nullable":true},"decided_by_name":{"$ref":"#/components/schemas/Text"},"provisional":{"type":"boolean"},"result":{"type":"string","nullable":true,"enum":["published","official",null]}}},
"Text":{"type":"object","required":["vi"],"properties":{"vi":{"type":"string"},"en":{"type":"string"}}},
"Problem":{"type":"object","required":["type","title","status","code","detail"],"properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"code":{"type":"string"},"detail":{"$ref":"#/components/schemas/Text"},"arguments":{"type":"object","additionalProperties":{"type":"string"}},"problems":{"type":"array","items":{"type":"object","required":["path","code","text"],"properties":{"path":{"type":"string"},"code":{"type":"string"},"text":{"$ref":"#/components/schemas/Text"}}}}}}
},
"responses":{
"Json":{"description":"As it stands","content":{"application/json":{"schema":{"type":"object"}}}},
"Items":{"description":"A collection, and the journal entry that changed it last","content":{"application/json":{"schema":{"type":"object","required":["seq","items"],"properties":{"seq":{"type":"integer","format":"int64"},"items":{"type":"array","items":{"type":"object"}}}}}}},
"NotModified":{"description":"The tag in If-None-Match still holds"},
"Problem":{"description":"What is wrong, in Vietnamese and English","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}
}
}
}
)json";
    return text;
}

}  // namespace sandau::server
