def application(environment, start):
    start("200 OK", [])
    return []
