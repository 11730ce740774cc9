from .french import said
def test_home(visit):
    page = visit("fr")
    page.goto("/")
    page.get_by_role("button", name="Entrer").first.click()
